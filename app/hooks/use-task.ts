import { useEffect } from 'react'
import useSWR from 'swr'
import type { Task } from '../../lib/resources.ts'
import { readOnce } from './http.ts'

/**
 * One task as it was when the page opened: its title, its input's schema and its limits. It is read once more when
 * `ended` becomes true, since its active runs are others then.
 */
export function useTask(name: string | undefined, ended: boolean) {
  const url = name === undefined ? null : `/api/tasks/${encodeURIComponent(name)}`
  const { data, mutate } = useSWR<Task>(url, readOnce<Task>, {
    revalidateOnFocus: false,
    shouldRetryOnError: false,
  })
  useEffect(() => {
    if (ended) void mutate()
  }, [ended, mutate])
  return data
}
