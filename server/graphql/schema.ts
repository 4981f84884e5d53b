// Each domain adds its own types and fields to the builder.
import '../access/graphql.ts'
import '../enrollment/graphql.ts'
import '../issuance/graphql.ts'
import '../pki/graphql.ts'
import '../portal/graphql.ts'
import '../production/graphql.ts'
import '../registry/forms/graphql.ts'
import '../registry/graphql.ts'
import { builder } from './builder.ts'

export const schema = builder.toSchema({ sortSchema: true })
