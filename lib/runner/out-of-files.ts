/** Whether something failed because this process, or the machine, can open no more files: what was looked for may be there. */
export const isOutOfFiles = (error: unknown) =>
  /^E[MN]FILE$/.test(String((error as { code?: unknown } | null)?.code))
