import { LogOut as Icon } from 'lucide-react'
import { logOut } from '../../hooks/http.ts'
import { usePress } from '../../hooks/use-press.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'
import { useReportFailure } from '../use-report-failure.ts'

/** Who the reader is, and the way out. */
export function LogOut({ name }: { name: string }) {
  const { t } = useLanguage()
  const { busy, press } = usePress(logOut, useReportFailure('trouble.notDone'))
  return (
    <Button
      look="quiet"
      size="small"
      busy={busy}
      onClick={() => press()}
      title={t('login.out')}
      className="max-w-40"
    >
      <bdi className="hidden truncate sm:inline">{name}</bdi>
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="sr-only">{t('login.out')}</span>
    </Button>
  )
}
