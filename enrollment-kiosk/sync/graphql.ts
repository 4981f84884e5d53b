import { z } from 'zod'
import { DomainError } from '../../core/errors.ts'
import { fetchServer, readAnswer, type ServerAddress } from './http.ts'
import { OfficerSessionEnded, ServerRefusal } from './refusals.ts'

/** Every refusal of the schema that carries its own words. */
const refusalMember = z.object({
  __typename: z.literal('DomainRefusal'),
  code: z.string(),
  text: z.object({ vi: z.string(), en: z.string() }),
})

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        extensions: z.looseObject({ code: z.string().optional() }).optional(),
      }),
    )
    .optional(),
})

export class ServerQueryFailed extends DomainError<'SERVER_QUERY_FAILED'> {
  constructor(serverCode: string) {
    super(
      'SERVER_QUERY_FAILED',
      {
        vi: 'Máy chủ không thực hiện được yêu cầu này, hoặc tài khoản không có quyền. Báo quản trị viên nếu lặp lại.',
        en: 'The server could not do this, or the account may not. Tell an administrator if it happens again.',
      },
      { serverCode },
    )
  }
}

/**
 * One GraphQL operation with one field, as the officer whose cookie is given; answers the field parsed by `schema`.
 * Throws ServerUnreachable, {@link OfficerSessionEnded}, {@link ServerQueryFailed}, and {@link ServerRefusal}.
 */
export async function queryServer<T>(
  server: ServerAddress,
  officer: { readonly cookie: string },
  operation: {
    readonly document: string
    readonly variables: Readonly<Record<string, string>>
    readonly schema: z.ZodType<T>
  },
): Promise<T> {
  const response = await fetchServer(server, {
    method: 'POST',
    path: '/graphql',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'x-graphql-yoga-csrf': '1',
      cookie: officer.cookie,
    },
    body: JSON.stringify({ query: operation.document, variables: operation.variables }),
  })
  if (response.status === 401) {
    await response.body?.cancel()
    throw new OfficerSessionEnded()
  }
  const answer = await readAnswer(response, answerSchema)
  const fault = answer.errors?.[0]
  if (fault?.extensions?.code === 'UNAUTHENTICATED') throw new OfficerSessionEnded()
  const field = Object.values(answer.data ?? {})[0]
  const refusal = refusalMember.safeParse(field)
  if (refusal.success) throw new ServerRefusal(refusal.data, response.status)
  const parsed = operation.schema.safeParse(field)
  if (fault || !parsed.success) throw new ServerQueryFailed(fault?.extensions?.code ?? 'UNEXPECTED_SHAPE')
  return parsed.data
}
