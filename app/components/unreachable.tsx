import { CloudOff } from 'lucide-react'
import type { Problem } from '../../lib/resources.ts'
import { useLanguage } from '../i18n/provider.tsx'
import { Notice } from './notice.tsx'

/** Instead of a page that has no data yet: the server is not reached, or says why it cannot answer. */
export function Unreachable({ problem }: { problem: Problem | undefined }) {
  const { t } = useLanguage()
  return (
    <Notice tone="wait" Icon={CloudOff} title={problem?.title ?? t('connection.never')}>
      {problem && <p className="foreign">{problem.detail}</p>}
    </Notice>
  )
}
