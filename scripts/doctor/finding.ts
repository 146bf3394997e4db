/** What one look at the installation came to. With a cure, something must be mended. */
export type Finding = { text: string; cure: string | null }

export const ok = (text: string): Finding => ({ text, cure: null })

export const warn = (text: string, cure: string): Finding => ({ text, cure })
