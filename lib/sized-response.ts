import { type IncomingMessage, ServerResponse } from 'node:http'

/** Set by a route to the length of its body in bytes: Next drops the `Content-Length` of a stream. */
export const lengthHeader = 'X-Body-Length'

/** Says how long a body is, so that whoever downloads it sees how far they are, and a broken one is not taken for whole. */
export class SizedResponse<Request extends IncomingMessage> extends ServerResponse<Request> {
  override setHeader(name: string, value: number | string | readonly string[]): this {
    const isLength = name.toLowerCase() === lengthHeader.toLowerCase()
    return super.setHeader(isLength ? 'Content-Length' : name, isLength ? String(value) : value)
  }
}
