/** The line of ours that stands in a log where lines over its limit are gone. */
export const gapText = (bytes: number) => `${bytes} bytes of the log were over its limit and are not kept.`

/** The bytes that such a line tells of, null for any other text. */
export function gapBytes(text: string): number | null {
  const bytes = /^(\d+) bytes of the log were over its limit/.exec(text)?.[1]
  return bytes === undefined ? null : Number(bytes)
}
