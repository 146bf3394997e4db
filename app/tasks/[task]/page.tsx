import { TaskPage } from '../../components/task/task-page.tsx'
import { preferences } from '../../preferences.ts'

type Props = { params: Promise<{ task: string }> }

/** Its title follows when the page knows it. */
export const generateMetadata = async ({ params }: Props) => ({
  title: decodeURIComponent((await params).task),
})

/** Next hands the name over as it stands in the address. */
export default async function Page({ params }: Props) {
  const [{ task }, { name }] = await Promise.all([params, preferences()])
  return <TaskPage key={task} name={decodeURIComponent(task)} login={name !== null} />
}
