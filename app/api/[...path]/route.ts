import { nothing } from '../handler.ts'

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = nothing()
