import { ChevronUp } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { isActive } from '../../../lib/run.ts'
import { useEarlierRows } from '../../hooks/use-earlier-rows.ts'
import { useHashLine } from '../../hooks/use-hash-line.ts'
import type { RunAndLog } from '../../hooks/use-run.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'
import { cardShape } from '../card.tsx'
import { LogToolbar } from './log-toolbar.tsx'
import { LogView } from './log-view.tsx'

/** Lines that are loaded before the one that the address names. */
const context = 100

/** The log of a run: its newest lines, and earlier ones on demand. */
export function LogPanel({ log }: { log: RunAndLog }) {
  const { t } = useLanguage()
  const [wrap, setWrap] = useState(true)
  const target = useHashLine()
  const earlier = useEarlierRows(log.run.id, log.rows[0])
  const rows = useMemo(() => [...earlier.rows, ...log.rows], [earlier.rows, log.rows])
  const { load } = earlier
  const first = rows[0]?.seq ?? 1
  const sought = useRef<number | null>(null)
  useEffect(() => {
    if (target === null || target >= first || sought.current === target) return
    sought.current = target
    void load(Math.max(1, target - context))
  }, [target, first, load])
  return (
    <section
      aria-label={t('log.title')}
      className={`${cardShape} flex ${rows.length > 0 ? 'h-[72dvh]' : 'h-48'} min-w-0 flex-col overflow-hidden lg:h-[max(28rem,calc(100dvh-23.5rem))]`}
    >
      <LogToolbar log={log} wrap={wrap} toggleWrap={() => setWrap(!wrap)} />
      {earlier.canLoad && rows.length > 0 && (
        <div className="border-line border-b bg-sunken px-2 py-1">
          <Button look="quiet" size="small" busy={earlier.loading} onClick={() => void load()}>
            <ChevronUp aria-hidden className="size-4" />
            {t(earlier.loading ? 'log.loading' : 'log.earlier')}
          </Button>
        </div>
      )}
      <div className="flex min-h-0 flex-1 flex-col bg-sunken">
        {rows.length > 0 ? <LogView rows={rows} wrap={wrap} target={target} /> : <NoLines log={log} />}
      </div>
    </section>
  )
}

function NoLines({ log: { run } }: { log: RunAndLog }) {
  const { t } = useLanguage()
  return <p className="m-auto p-card text-center text-muted">{t(reasonFor(run))}</p>
}

function reasonFor(run: RunAndLog['run']) {
  if (run.logDeletedAt) return 'log.deleted'
  if (run.status === 'queued') return 'log.waiting'
  return isActive(run) ? 'log.empty' : 'log.silent'
}
