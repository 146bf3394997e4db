import { Download } from 'lucide-react'
import type { RunDetail } from '../../../lib/resources.ts'
import { fileUrl, useRunFiles } from '../../hooks/use-run-files.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Card } from '../card.tsx'

/** What the run has left to download. */
export function FilesCard({ run }: { run: RunDetail }) {
  const { t, format } = useLanguage()
  const files = useRunFiles(run)
  if (files.length === 0) return null
  return (
    <Card title={t('files.title')}>
      <ul className="-my-1 divide-y divide-line">
        {files.map(({ name, size }) => (
          <li key={name}>
            <a
              href={fileUrl(run.id, name)}
              download={name}
              className="touchable group flex items-center gap-3 py-2"
            >
              <Download aria-hidden className="size-4 shrink-0 text-muted group-hover:text-accent" />
              <bdi className="foreign min-w-0 flex-1 font-medium group-hover:underline">{name}</bdi>
              <span className="numbers shrink-0 text-caption text-muted">{format.size(size)}</span>
            </a>
          </li>
        ))}
      </ul>
    </Card>
  )
}
