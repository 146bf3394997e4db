type ProgressBarProps = {
  label: string
  /** 0 to 1; null where nobody can say. */
  fraction: number | null
  /** What a screen reader says instead of the percentage. */
  text?: string
  /** Not measured, only known from earlier runs: drawn with stripes. */
  estimated?: boolean
}

export function ProgressBar({ label, fraction, text, estimated = false }: ProgressBarProps) {
  const percent = fraction === null ? undefined : Math.round(fraction * 100)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={text}
      className="h-2 w-full overflow-hidden rounded-full bg-run-soft"
    >
      {fraction === null ? (
        <div className="h-full w-2/5 animate-slide rounded-full bg-run-mark" />
      ) : (
        <div
          className={`h-full rounded-full bg-run-mark transition-[width] duration-500 ease-out ${estimated ? 'striped' : ''}`}
          style={{ width: `${fraction * 100}%` }}
        />
      )}
    </div>
  )
}
