import { manager } from '../../../../../lib/manager.ts'
import { resource } from '../../../handler.ts'
import { asksForText } from '../../../text.ts'
import { textLog } from './text-log.ts'

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = resource({
  getLog: (call) =>
    asksForText('getLog', call.request) ? textLog(call) : manager().log(call.params.id, call.query),
})
