import { ArrowDown } from 'lucide-react'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'

/** Leads back to the end; `unseen` rows came since the reader left it. */
export function EndChip({ unseen, press }: { unseen: number; press: () => void }) {
  const { t } = useLanguage()
  return (
    <Button look="primary" className="absolute right-4 bottom-3 rounded-full! shadow-float" onClick={press}>
      <ArrowDown aria-hidden className="size-4" />
      {unseen > 0 ? t('log.newLines', { n: unseen }) : t('log.toEnd')}
    </Button>
  )
}
