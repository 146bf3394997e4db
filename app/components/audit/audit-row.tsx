import { Ban, KeyRound, LogIn, LogOut, type LucideIcon, Play, RotateCw, Trash2 } from 'lucide-react'
import type { AuditAction, AuditEntry } from '../../../lib/resources.ts'
import { useNow } from '../../hooks/use-now.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { RunLink } from '../run-link.tsx'
import { type Tone, tones } from '../tone.ts'

const looks: Record<AuditAction, { tone: Tone; Icon: LucideIcon }> = {
  start: { tone: 'run', Icon: Play },
  rerun: { tone: 'run', Icon: RotateCw },
  cancel: { tone: 'wait', Icon: Ban },
  delete: { tone: 'bad', Icon: Trash2 },
  login: { tone: 'off', Icon: LogIn },
  logout: { tone: 'off', Icon: LogOut },
  login_failed: { tone: 'bad', Icon: KeyRound },
}

/** One line: what was done, by whom, from where, and when. */
export function AuditRow({ entry }: { entry: AuditEntry }) {
  const { t, format } = useLanguage()
  const now = useNow(null)
  const { tone, Icon } = looks[entry.action]
  return (
    <li className="flex items-start gap-3 px-card py-3">
      <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${tones[tone].text}`} />
      <div className="min-w-0 flex-1">
        <p className="foreign">
          {t(`audit.${entry.action}`)}
          {entry.task && (
            <>
              {' · '}
              <Subject task={entry.task} run={entry.run} />
            </>
          )}
        </p>
        <p className="foreign text-caption text-muted">
          <bdi>{entry.by ?? t('audit.nobody')}</bdi>
          {entry.address && (
            <>
              {' · '}
              <bdi className="font-mono">{entry.address}</bdi>
            </>
          )}
        </p>
      </div>
      <time
        dateTime={entry.at}
        title={format.full(entry.at)}
        className="numbers shrink-0 text-caption text-muted leading-6"
      >
        {format.timeOrMoment(entry.at, now)}
      </time>
    </li>
  )
}

function Subject({ task, run }: { task: string; run: string | null }) {
  if (run === null) return <bdi>{task}</bdi>
  return (
    <RunLink id={run} className="text-run underline underline-offset-2">
      <bdi>{task}</bdi>
    </RunLink>
  )
}
