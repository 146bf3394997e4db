import { useEffect } from 'react'

/** Swagger UI is dark under `html.dark-mode`: kept in step with the theme that the reader has chosen. */
export function useDarkMode() {
  useEffect(() => {
    const root = document.documentElement
    const system = matchMedia('(prefers-color-scheme: dark)')
    const follow = () => {
      const { theme } = root.dataset
      root.classList.toggle('dark-mode', theme ? theme === 'dark' : system.matches)
    }
    const chosen = new MutationObserver(follow)
    chosen.observe(root, { attributeFilter: ['data-theme'] })
    system.addEventListener('change', follow)
    follow()
    return () => {
      chosen.disconnect()
      system.removeEventListener('change', follow)
      root.classList.remove('dark-mode')
    }
  }, [])
}
