import useSWR from 'swr'
import type { Task } from '../../lib/resources.ts'
import { taskNews } from './task-news.ts'

/** The badge of a task as it is now, as a `data:` address; undefined until it was read. */
export function useBadge(task: Task): string | undefined {
  const { data } = useSWR([badgeUrl(task.name), taskNews(task)], ([url]) => readPicture(url), {
    keepPreviousData: true,
    revalidateOnFocus: false,
  })
  return data
}

export const badgeUrl = (task: string) => `/api/tasks/${encodeURIComponent(task)}/badge.svg`

/** A browser keeps the picture for a while, and would show an old one. */
async function readPicture(url: string) {
  const response = await fetch(url, { cache: 'no-store' })
  if (!response.ok) throw new Error(`The server answered ${response.status}.`)
  return `data:image/svg+xml,${encodeURIComponent(await response.text())}`
}
