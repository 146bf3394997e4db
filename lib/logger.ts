import { pino } from 'pino'
import type { Config } from './config.ts'

/** One JSON line an event, on standard error, so that standard output stays for people. */
export const createLogger = ({ logLevel }: Pick<Config, 'logLevel'>) =>
  pino({ level: logLevel, base: { pid: process.pid } }, pino.destination({ fd: 2, sync: true }))
