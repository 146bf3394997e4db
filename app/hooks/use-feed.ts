import useSWRSubscription from 'swr/subscription'
import { type FeedState, type Source, startFeed } from './feed.ts'

/** A resource that stays up to date by itself. All components that use one source share one feed. */
export function useFeed<T>(source: Source<T>): FeedState<T> {
  const { data } = useSWRSubscription<FeedState<T>, never, string>(source.name, (_name, { next }) =>
    startFeed(source, (state) => next(null, state)),
  )
  return data ?? { lost: false, at: 0 }
}
