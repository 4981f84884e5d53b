import type { Installation } from './installation.ts'
import type { File, Say } from './journey.ts'

interface Found {
  readonly payment: { readonly id: string; readonly amount: number; readonly state: string }
}

/** Nobody gets a card without the fee: the issuing officer takes it in cash, as its holder comes to the counter. */
export async function payAll({ issuer }: Installation, files: readonly File[], say: Say): Promise<void> {
  let taken = 0
  for (const { code, applicant } of files) {
    // What was refused or sent back gets no card, and is asked for nothing here.
    if (applicant.ending !== 'ISSUED') continue
    const { payment } = await issuer.ask<Found>(
      'query ($code: String!) { payment(text: $code) { __typename ... on Payment { id amount state } ... on DomainRefusal { code } } }',
      { code },
    )
    const { id, amount, state } = payment
    if (state !== 'DUE') continue
    await issuer.ask(
      'mutation ($id: String!, $amount: Int!) { takeCash(paymentId: $id, amount: $amount) { __typename ... on DomainRefusal { code } } }',
      { id, amount },
    )
    taken += amount
  }
  say(`thu lệ phí tiền mặt ${taken} đồng`)
}
