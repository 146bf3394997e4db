import { Play } from 'lucide-react'
import type { RunDetail } from '../../../lib/resources.ts'
import { isActive } from '../../../lib/run.ts'
import { useNow } from '../../hooks/use-now.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Card } from '../card.tsx'
import { looks } from '../status.ts'
import { tones } from '../tone.ts'
import { type TimelineEvent, timelineOf, waitAndWork } from './timeline-events.ts'

/** What happened when; how much of the time was waiting, and how much was work. */
export function Timeline({ run }: { run: RunDetail }) {
  const { t } = useLanguage()
  const events = timelineOf(run)
  return (
    <Card title={t('timeline.title')}>
      <WaitAndWork run={run} />
      <ol className="mt-4">
        {events.map((event, at) => (
          <Event key={`${event.kind}${event.at}`} event={event} isLast={at === events.length - 1} />
        ))}
      </ol>
    </Card>
  )
}

function WaitAndWork({ run }: { run: RunDetail }) {
  const { t, format } = useLanguage()
  const now = useNow(isActive(run) ? 1000 : null)
  const { wait, work } = waitAndWork(run, now)
  const share = wait + work === 0 ? 0 : wait / (wait + work)
  return (
    <div className="space-y-1.5">
      <div aria-hidden className="flex h-2 gap-0.5 overflow-hidden rounded-full">
        {share > 0.005 && <div className="bg-wait-mark" style={{ width: `${share * 100}%` }} />}
        {share < 0.995 && <div className="flex-1 bg-run-mark" />}
      </div>
      <dl className="numbers flex flex-wrap justify-between gap-x-4 text-caption">
        <Share word={t('timeline.wait')} duration={format.duration(wait)} dot="bg-wait-mark" />
        <Share word={t('timeline.work')} duration={format.duration(work)} dot="bg-run-mark" />
      </dl>
    </div>
  )
}

function Share({ word, duration, dot }: { word: string; duration: string; dot: string }) {
  return (
    <div className="flex items-center gap-1.5">
      <span aria-hidden className={`size-2 rounded-full ${dot}`} />
      <dt className="text-muted">{word}</dt>
      <dd>{duration}</dd>
    </div>
  )
}

function Event({ event, isLast }: { event: TimelineEvent; isLast: boolean }) {
  const { format } = useLanguage()
  const now = useNow(null)
  const { tone, Icon } = lookOf(event)
  return (
    <li className="relative flex gap-3 pb-3.5 last:pb-0">
      {!isLast && <span aria-hidden className="absolute top-5 bottom-0 left-[0.59375rem] w-px bg-line" />}
      <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${tones[tone].text}`} />
      <span className="foreign min-w-0 flex-1">{useWords(event)}</span>
      <time
        dateTime={event.at}
        title={format.full(event.at)}
        className="numbers shrink-0 text-caption text-muted leading-6"
      >
        {format.timeOrMoment(event.at, now)}
      </time>
    </li>
  )
}

function useWords(event: TimelineEvent) {
  const { t } = useLanguage()
  if (event.kind === 'ended') return t(`status.${event.status}`)
  if (event.kind === 'attempt') return t('timeline.attempt', { n: event.n })
  if (event.kind === 'attemptEnded') {
    return t('timeline.attemptEnded', { n: event.n, status: t(`status.${event.status}`) })
  }
  const words = t(`timeline.${event.kind}`)
  return 'by' in event && event.by !== null ? t('timeline.by', { event: words, name: event.by }) : words
}

function lookOf(event: TimelineEvent) {
  if ('status' in event) return looks[event.status]
  return event.kind === 'queued' || event.kind === 'canceling'
    ? looks[event.kind]
    : { tone: 'run' as const, Icon: Play }
}
