import { RunPage } from '../../components/run/run-page.tsx'

type Props = { params: Promise<{ id: string }> }

/** Its status and its task follow when the page knows them. */
export const generateMetadata = async ({ params }: Props) => ({ title: (await params).id })

export default async function Page({ params }: Props) {
  const { id } = await params
  return <RunPage key={id} id={id} />
}
