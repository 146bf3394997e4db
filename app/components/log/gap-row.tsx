import { useLanguage } from '../../i18n/provider.tsx'

/** Stands where lines over the limit of the log are gone. */
export function GapRow({ bytes }: { bytes: number }) {
  const { t, format } = useLanguage()
  return (
    <p className="my-1 border-wait-mark border-y border-dashed bg-wait-soft px-3 py-1.5 font-sans text-caption text-wait">
      {t('log.gap', { bytes, size: format.size(bytes) })}
    </p>
  )
}
