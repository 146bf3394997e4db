import { isActive } from '../../../lib/run.ts'
import type { RunAndLog } from '../../hooks/use-run.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { cardShape } from '../card.tsx'
import { EndChip } from './end-chip.tsx'
import { FindBar } from './find-bar.tsx'
import { LogToolbar } from './log-toolbar.tsx'
import { LogView } from './log-view.tsx'
import { PlaceBar } from './place-bar.tsx'
import { useFullScreen } from './use-full-screen.ts'
import { useLogViewer } from './use-log-viewer.ts'

/** The lines that the page opens with; a log that is longer says which of its parts is shown. */
const opensWith = 1000

const full =
  'fixed inset-0 m-0 h-dvh max-h-none w-screen max-w-none bg-surface pt-[env(safe-area-inset-top)] text-ink'
const tall = 'h-[72dvh] lg:h-[max(28rem,calc(100dvh-23.5rem))]'
const short = 'h-48 lg:h-[max(28rem,calc(100dvh-23.5rem))]'

/** The log of a run: its end as it comes in, and any other part of it. */
export function LogPanel({ log }: { log: RunAndLog }) {
  const { t } = useLanguage()
  const viewer = useLogViewer(log)
  const { part, find, isFull } = viewer
  const panel = useFullScreen<HTMLElement>(isFull)
  const isEmpty = log.rows.length === 0 && part.rows.length === 0
  return (
    <section
      ref={panel}
      aria-label={t('log.title')}
      className={`${isFull ? full : `${cardShape} ${isEmpty ? short : tall}`} flex min-w-0 flex-col overflow-hidden`}
    >
      <LogToolbar {...viewer} log={log} isFinding={find.isOpen} />
      {find.isOpen && <FindBar find={find} all={log.next} leave={viewer.leaveFind} />}
      {(log.next > opensWith || part.from > 1) && (
        <PlaceBar
          from={part.from}
          to={Math.min(part.to, log.next)}
          all={log.next}
          isStale={!part.isLive && isActive(log.run)}
          loading={part.loading === 'earlier'}
          loadEarlier={() => void part.load('earlier')}
          go={viewer.go}
        />
      )}
      <div className="relative flex min-h-0 flex-1 flex-col bg-sunken">
        {isEmpty ? (
          <NoLines text={t(reasonFor(log.run))} />
        ) : (
          <>
            <LogView
              {...viewer}
              rows={part.rows}
              chosen={viewer.range}
              current={find.current}
              isLive={part.isLive}
              load={(side) => void part.load(side)}
            />
            {part.rows.length === 0 && <NoLines text={t(part.from > 1 ? 'log.looking' : 'log.noErrors')} />}
            {!(viewer.isFollowing && part.isLive) && <EndChip unseen={viewer.unseen} press={viewer.toEnd} />}
          </>
        )}
      </div>
    </section>
  )
}

function NoLines({ text }: { text: string }) {
  return (
    <p className="pointer-events-none absolute inset-0 grid place-items-center p-card text-center text-muted">
      {text}
    </p>
  )
}

function reasonFor(run: RunAndLog['run']) {
  if (run.logDeletedAt) return 'log.deleted'
  if (run.status === 'queued') return 'log.waiting'
  return isActive(run) ? 'log.empty' : 'log.silent'
}
