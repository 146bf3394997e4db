import type { Api } from './api.ts'
import type { Screen } from './screen.ts'

/** What every command has at hand. */
export type Session = {
  api: Api
  screen: Screen
  /** Results are printed as JSON. */
  json: boolean
}
