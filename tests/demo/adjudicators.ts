import type { Officer } from './officer.ts'

interface OpenCases {
  readonly duplicateCases: {
    readonly edges: readonly {
      readonly node: { readonly id: string; readonly version: number; readonly applicationCode: string }
    }[]
  }
}

/** Two officers, one after the other, verify who applied without fingers, and find nobody whom it may be. */
export async function tellApart(adjudicators: readonly Officer[], code: string): Promise<void> {
  for (const [nth, adjudicator] of adjudicators.entries()) {
    const scope = nth === 0 ? 'OPEN' : 'SECOND'
    const { duplicateCases } = await adjudicator.ask<OpenCases>(
      `{ duplicateCases(scope: ${scope}, first: 50) { edges { node { id version applicationCode } } } }`,
    )
    const waiting = duplicateCases.edges.find(({ node }) => node.applicationCode === code)?.node
    if (!waiting) throw new Error(`${code}: no case to judge`)
    const { id, version } = waiting
    await adjudicator.ask(
      'mutation ($id: String!, $version: Int!) { takeDuplicateCase(id: $id, version: $version) { __typename ... on DomainRefusal { code } } }',
      { id, version },
    )
    await adjudicator.ask(
      `mutation ($id: String!, $version: Int!, $reason: String!) {
        judgeDuplicateCase(id: $id, version: $version, verdict: DISTINCT, reason: $reason) { __typename ... on DomainRefusal { code } } }`,
      { id, version: version + 1, reason: 'Đã đối chiếu giấy khai sinh và thông tin của cha, mẹ.' },
    )
  }
}
