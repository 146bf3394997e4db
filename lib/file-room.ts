/** Files for the manager: what is uploaded, and what runs have left. */
import { type Clock, iso } from './clock.ts'
import { AppError } from './errors.ts'
import type { RunFileList, UploadedFile } from './resources.ts'
import type { Database } from './store/database.ts'
import { bytesOf, keepFile, uploadedBytes } from './store/files.ts'
import { findRunFile, listRunFiles } from './store/run-files.ts'
import { getRun } from './store/runs.ts'

/** Bytes: of one upload, and of all that are here. */
type Limits = { file: number; total: number }

export class FileRoom {
  #db: Database
  #clock: Clock
  #limits: Limits

  constructor(db: Database, clock: Clock, limits: Limits) {
    this.#db = db
    this.#clock = clock
    this.#limits = limits
  }

  /**
   * Keeps what `source` gives; once this resolves it survives a power cut.
   * @throws AppError `too_large`, `no_room`, `unavailable`
   */
  async upload(name: string, source: AsyncIterable<Uint8Array>): Promise<UploadedFile> {
    if ((await uploadedBytes(this.#db)) >= this.#limits.total) throw noRoom()
    const file = { name, run: null, attempt: null, now: this.#clock.now() }
    const kept = await keepFile(this.#db, file, source, { limit: this.#limits.file })
    return { id: kept.id, name, size: kept.size, createdAt: iso(kept.created_at) }
  }

  /** By name; of several attempts that left one of a name, the last one's. @throws AppError `not_found` */
  async ofRun(run: string): Promise<RunFileList> {
    await getRun(this.#db, run, this.#clock.now())
    const files = await listRunFiles(this.#db, run)
    const data = files.map(({ name, size, attempt, created_at }) => ({
      name,
      size,
      attempt: attempt ?? 0,
      createdAt: iso(created_at),
    }))
    return { data }
  }

  /** @throws AppError `not_found` */
  find(run: string, name: string) {
    return findRunFile(this.#db, run, name)
  }

  /** From `start` to `end`, both included. */
  bytes(file: string, start: number, end: number): AsyncIterable<Uint8Array> {
    return bytesOf(this.#db, file, start, end)
  }
}

const noRoom = () =>
  new AppError(
    'no_room',
    'There is no room for another upload: those that are here have reached RUNBOARD_FILE_TOTAL. What no run uses goes after a day.',
  )
