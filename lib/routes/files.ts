/** Files in and out. */
import { z } from 'zod'
import { RunFileList, UploadedFile } from '../resources.ts'
import { problems, type Route, resourceOf } from '../route.ts'
import { RunParams } from './run-params.ts'

export const filesRoutes = {
  uploadFile: {
    method: 'POST',
    path: '/api/files',
    summary: 'Upload a file, whose id is then the value of an input that is a file',
    query: z.strictObject({
      name: z
        .string()
        .regex(/^[^/\p{Cc}]{1,255}$/u, 'must be 1 to 255 characters without slashes')
        .default('file')
        .describe('The task finds it under this name'),
    }),
    upload: true,
    responses: { 201: UploadedFile, ...problems(413, 415, 507) },
  },
  listRunFiles: {
    method: 'GET',
    path: '/api/runs/{id}/files',
    summary: 'The files that a run has left',
    params: RunParams,
    responses: resourceOf(RunFileList, 404),
  },
  getRunFile: {
    method: 'GET',
    path: '/api/runs/{id}/files/{name}',
    summary: 'One of these files, or a range of it',
    params: RunParams.extend({ name: z.string() }),
    download: true,
    responses: { ...resourceOf(z.string(), 404, 416), 206: z.string() },
  },
} as const satisfies Record<string, Route>
