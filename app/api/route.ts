import { unknownPath } from './handler.ts'

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = unknownPath()
