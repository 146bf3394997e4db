import type { Task } from '../../../lib/resources.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { AppLink } from '../app-link.tsx'
import { looks } from '../status.ts'
import { tones } from '../tone.ts'

/** How much is at work over all tasks, in one line that is always there: nothing moves when it changes. */
export function ActiveNow({ tasks }: { tasks: readonly Task[] }) {
  const { t } = useLanguage()
  const running = tasks.flatMap(({ active }) => active).filter(({ status }) => status === 'running').length
  const waiting = tasks.reduce((sum, { activeCount }) => sum + activeCount, 0) - running
  return (
    <p className="numbers flex min-h-6 flex-wrap items-center gap-x-4 text-caption">
      {running > 0 && <Count status="running" words={t('tasks.running', { n: running })} />}
      {waiting > 0 && <Count status="queued" words={t('tasks.waiting', { n: waiting })} />}
      {running + waiting === 0 && <span className="text-muted">{t('tasks.idle')}</span>}
    </p>
  )
}

function Count({ status, words }: { status: 'running' | 'queued'; words: string }) {
  const { tone, Icon, motion = '' } = looks[status]
  return (
    <AppLink
      href={`/runs?status=${status}`}
      className={`touchable inline-flex items-center gap-1.5 font-medium hover:underline ${tones[tone].text}`}
    >
      <Icon aria-hidden className={`size-4 ${motion}`} />
      {words}
    </AppLink>
  )
}
