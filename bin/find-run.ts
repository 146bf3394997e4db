import type { RunDetail } from '../lib/resources.ts'
import type { Api } from './api.ts'
import { runPath } from './run-path.ts'

/** Throws `Failure`, at once where the server is not there: only who has met it waits for it to come back. */
export const findRun = (api: Api, id: string) => api.json<RunDetail>(runPath(id))
