import { open } from 'node:fs/promises'
import path from 'node:path'
import { messageOf } from '../lib/errors.ts'
import type { Api } from './api.ts'
import { wrongUsage } from './failure.ts'

/** Gives the file to the server, without reading it whole. Resolves with the id by which a run is given it. */
export async function uploadFile(api: Api, file: string): Promise<string> {
  const handle = await open(file).catch((error) => {
    throw wrongUsage(`${file} cannot be read: ${messageOf(error)}`)
  })
  try {
    const status = await handle.stat()
    if (!status.isFile()) throw wrongUsage(`${file} is not a file.`)
    const { id } = await api.json<{ id: string }>(
      `/api/files?name=${encodeURIComponent(path.basename(file))}`,
      {
        method: 'POST',
        type: 'application/octet-stream',
        headers: { 'Content-Length': String(status.size) },
        body: status.size === 0 ? '' : handle.readableWebStream({ autoClose: false }),
        signal: undefined, // however long it takes
      },
    )
    return id
  } finally {
    await handle.close()
  }
}
