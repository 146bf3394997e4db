/** Who comes in, and who did what. */
import { z } from 'zod'
import { isAuditId } from '../id.ts'
import { AuditList, Me, VisitorName } from '../resources.ts'
import { bodyProblems, problems, type Route, resourceOf, whole } from '../route.ts'

export const visitorsRoutes = {
  login: {
    method: 'POST',
    path: '/api/login',
    summary: 'Open a session, whose cookie comes with the answer',
    open: true,
    body: z.strictObject({
      name: VisitorName.describe('Kept with the runs that you start and cancel'),
      password: z.string().max(1000),
    }),
    responses: { 200: Me, ...problems(...bodyProblems) },
  },
  logout: {
    method: 'POST',
    path: '/api/logout',
    summary: 'End the session',
    open: true,
    body: z.strictObject({}).default({}),
    responses: { 200: Me, ...problems(...bodyProblems) },
  },
  listAudit: {
    method: 'GET',
    path: '/api/audit',
    summary: 'Who did what, when and from where, the newest first',
    query: z.strictObject({
      limit: whole(1, 200).default(50),
      cursor: z
        .string()
        .refine(isAuditId, 'not a cursor of this list')
        .optional()
        .describe('`nextCursor` of the page before'),
    }),
    responses: resourceOf(AuditList),
  },
} as const satisfies Record<string, Route>
