import { useEffect } from 'react'
import type { RunDetail } from '../../../lib/resources.ts'
import { shownStatus } from '../../../lib/run.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { looks } from '../status.ts'

/** Carries the state into the title and the icon of the browser's tab. */
export function PageMark({ run, title }: { run: RunDetail; title: string }) {
  const { t, format } = useLanguage()
  const status = shownStatus(run)
  const { progress } = run
  const share =
    run.status === 'running' && progress?.total ? Math.min(1, progress.done / progress.total) : null
  const words = [share !== null && format.percent(share), t(`status.${status}`)].filter(Boolean).join(' ')
  const name = `${words} · ${title}`
  const { tone } = looks[status]
  useEffect(() => {
    const before = document.title
    document.title = name
    return () => {
      document.title = before
    }
  }, [name])
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel~="icon"]')
    const before = icon?.href
    if (icon) icon.href = `/status/${tone}.svg`
    return () => {
      if (icon && before) icon.href = before
    }
  }, [tone])
  return null
}
