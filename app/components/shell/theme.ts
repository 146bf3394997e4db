export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** What the cookie says, `system` where it says nothing that we know. */
export const themeOf = (cookie: string | undefined): Theme =>
  themes.find((theme) => theme === cookie) ?? 'system'
