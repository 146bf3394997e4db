import 'swagger-ui-dist/swagger-ui.css'
import './swagger-ui.css'
import { ApiDocs } from '../components/docs/api-docs.tsx'

export default function Page() {
  return <ApiDocs />
}
