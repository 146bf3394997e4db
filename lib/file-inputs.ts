/** Which inputs of a task are files. Their values are ids of uploaded files; the task finds paths in their place. */

/** One input that is a file: the name of the input, and the file's id. */
export type FileInput = { name: string; id: string }

type Schema = Record<string, unknown>

/** The files in an input that fits the schema. */
export function fileInputs(inputSchema: Schema, input: Record<string, unknown>): FileInput[] {
  return fileNames(inputSchema).flatMap((name) => {
    const id = Object.hasOwn(input, name) ? input[name] : undefined
    return typeof id === 'string' ? [{ name, id }] : []
  })
}

/** The names of the inputs that are files. */
export function fileNames({ properties }: Schema): string[] {
  const entries = Object.entries((properties as Record<string, Schema> | undefined) ?? {})
  return entries.filter(([, schema]) => isFile(schema)).map(([name]) => name)
}

/** `file()`, or one that may be null. */
function isFile({ type, format, anyOf }: Schema): boolean {
  if (Array.isArray(anyOf)) return anyOf.some((each) => isFile(each as Schema))
  return type === 'string' && format === 'file'
}
