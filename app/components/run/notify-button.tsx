import { Bell, BellRing } from 'lucide-react'
import type { RunDetail } from '../../../lib/resources.ts'
import { shownStatus } from '../../../lib/run.ts'
import { useNotification } from '../../hooks/use-notification.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'

/** Nobody has to sit and watch: the system says when it is done. */
export function NotifyButton({ run, title }: { run: RunDetail; title: string }) {
  const { t } = useLanguage()
  const { choice, ask, leave } = useNotification(run, (end) => ({
    title: t('status.announce', { task: title, status: t(`status.${shownStatus(end)}`) }),
    body: end.error?.message ?? '',
  }))
  if (choice === 'unavailable' || run.finishedAt !== null) return null
  if (choice === 'refused') return <p className="text-caption text-muted">{t('notify.refused')}</p>
  const Icon = choice === 'on' ? BellRing : Bell
  return (
    <Button look="quiet" aria-pressed={choice === 'on'} onClick={choice === 'on' ? leave : () => void ask()}>
      <Icon aria-hidden className="size-4" />
      {t(choice === 'on' ? 'notify.on' : 'notify.off')}
    </Button>
  )
}
