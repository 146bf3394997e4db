import { CircleAlert, FileCheck2, Upload } from 'lucide-react'
import { useLanguage } from '../../i18n/provider.tsx'
import { buttonLook } from '../button-look.ts'
import type { ControlProps } from './field-control.tsx'
import { useUpload } from './use-upload.ts'

/** Choosing a file sends it at once, so that Run need not wait for it. */
export function FileControl({ entry, change, wiring }: ControlProps) {
  const { t, format } = useLanguage()
  const { chosen, choose } = useUpload(change)
  const isBusy = chosen !== null && !chosen.done && chosen.trouble === null
  return (
    <div className="space-y-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <input
          {...wiring}
          type="file"
          className="peer sr-only"
          onChange={({ target }) => {
            const [file] = target.files ?? []
            if (file) void choose(file)
          }}
        />
        <label
          htmlFor={wiring.id}
          className={`${buttonLook()} cursor-pointer peer-focus-visible:outline-2 peer-focus-visible:outline-accent peer-focus-visible:outline-offset-2`}
        >
          <Upload aria-hidden className="size-4" />
          {t(chosen || entry !== '' ? 'form.fileOther' : 'form.fileChoose')}
        </label>
        {chosen ? (
          <span className="flex min-w-0 items-center gap-2">
            {chosen.done && <FileCheck2 aria-hidden className="size-4 shrink-0 text-good" />}
            <bdi className="foreign min-w-0">{chosen.name}</bdi>
            <span className="numbers shrink-0 text-caption text-muted">{format.size(chosen.size)}</span>
          </span>
        ) : (
          entry !== '' && <span className="text-muted">{t('form.fileSame')}</span>
        )}
      </div>
      {isBusy && (
        <progress
          className="block h-1.5 w-full accent-accent"
          value={chosen.sent}
          aria-label={t('form.fileSending')}
        />
      )}
      <p role="alert" className="flex gap-1.5 text-bad text-caption empty:hidden">
        {chosen?.trouble && (
          <>
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            {chosen.trouble}
          </>
        )}
      </p>
    </div>
  )
}
