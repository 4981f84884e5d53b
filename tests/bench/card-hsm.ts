import { chipProfiles } from '../../core/card/chip-profile.ts'
import { keyId } from '../../server/pki/key-store.ts'
import { openPkcs11KeyStore } from '../../server/pki/pkcs11/pkcs11-key-store.ts'
import { throwAwayToken } from '../../server/pki/pkcs11/throw-away-token.ts'
import { signingKey } from '../../server/pki/signing-key.ts'
import { sampleSigner } from '../support/chips.ts'
import { cardStock, chipRate } from './card-chips.ts'
import { type Measure, median, rounded } from './measure.ts'

/** Small and many: what else the machine does changes from one second to the next. */
const cards = 250
const rounds = 21

/** Chips signed with a key in SoftHSM2, against the same chips with a software key: in turn, so that a busy machine slows both. */
export async function* measureHsm(say: (what: string) => void): AsyncGenerator<Measure, void, void> {
  const profile = chipProfiles['cc-2024']
  const token = await throwAwayToken()
  const store = openPkcs11KeyStore(token)
  try {
    const id = keyId('document-signer')
    await store.generate(id, 'SIGN', profile.documentSigner.curve)
    const software = await sampleSigner(profile)
    const hardware = await sampleSigner(profile, 'EXPLICIT', await signingKey(store, id))
    const stock = await cardStock(profile)
    // Until the compiler has seen enough of both.
    for (const signer of [software, hardware, software, hardware]) await chipRate(stock, signer, 2 * cards)
    say(`chips by SoftHSM and by software, in turn, ${rounds} rounds`)
    const rates: { readonly hardware: number; readonly software: number }[] = []
    for (let round = 0; round < rounds; round++) {
      const isFirst = round % 2 === 0
      const first = await chipRate(stock, isFirst ? hardware : software, cards)
      const second = await chipRate(stock, isFirst ? software : hardware, cards)
      rates.push(isFirst ? { hardware: first, software: second } : { hardware: second, software: first })
    }
    yield {
      measure: 'hsm_ratio',
      value: rounded(median(rates.map((each) => each.hardware)), 0),
      unit: '1/s',
      baseline: rounded(median(rates.map((each) => each.software)), 0),
      ratio: rounded(median(rates.map((each) => each.hardware / each.software))),
    }
  } finally {
    await store.close()
    await token.remove()
  }
}
