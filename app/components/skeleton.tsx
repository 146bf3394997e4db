/** Stands in for content that is being loaded, in its size. */
export function Skeleton({ className = '' }: { className?: string }) {
  return <div className={`animate-pulse rounded-control bg-off-soft ${className}`} />
}
