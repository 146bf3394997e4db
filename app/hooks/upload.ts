import type { Problem, UploadedFile } from '../../lib/resources.ts'
import { ProblemError } from './http.ts'

type Options = { signal: AbortSignal; onProgress: (share: number) => void }

/**
 * Sends a file as it is; `onProgress` gets how much of it is sent, from 0 to 1. `fetch` cannot tell that.
 * Throws a `ProblemError` where the server says what is wrong, anything else where it was not reached.
 */
export function upload(file: File, { signal, onProgress }: Options): Promise<UploadedFile> {
  const { promise, resolve, reject } = Promise.withResolvers<UploadedFile>()
  const request = new XMLHttpRequest()
  request.open('POST', `/api/files?name=${encodeURIComponent(nameOf(file))}`)
  request.setRequestHeader('Content-Type', 'application/octet-stream')
  request.setRequestHeader('X-Runboard-Client', 'page')
  request.responseType = 'json'
  request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
  request.onload = () => {
    if (request.status === 201) resolve(request.response as UploadedFile)
    else if (isProblem(request.response)) reject(new ProblemError(request.response))
    else reject(new Error(`The server answered ${request.status}.`))
  }
  request.onerror = () => reject(new Error('The server could not be reached.'))
  signal.addEventListener('abort', () => request.abort())
  request.send(file)
  return promise
}

/** As the API takes it. */
const nameOf = (file: File) => [...file.name.replace(/[/\p{Cc}]/gu, '_')].slice(0, 255).join('') || 'file'

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'detail' in body
