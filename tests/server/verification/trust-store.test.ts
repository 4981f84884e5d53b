import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { inspectChip } from '../../../core/inspection/inspect-chip.ts'
import { issueCsca } from '../../../core/pki/issue-certificate.ts'
import { cscaName, issuerPlaces } from '../../../core/pki/issuing-country.ts'
import type { PublicCrypto } from '../../../core/pki/signing-key.ts'
import { certificateTerm } from '../../../core/pki/terms.ts'
import { publicCrypto } from '../../../server/pki/public-crypto.ts'
import { softwareKey } from '../../../server/pki/software-key.ts'
import { genuineChip, lookedAt } from '../../support/chip-forge.ts'
import { signerSince } from '../../support/chips.ts'

/** A CSCA that nothing of a chip names: of the same country or of another one. */
const foreignCsca = (country: 'VN' | 'LA') =>
  issueCsca(
    {
      key: softwareKey('P-384'),
      name: { ...cscaName, country },
      serialRandom: new Uint8Array(randomBytes(20)),
      term: certificateTerm('CSCA', signerSince),
      parameters: 'EXPLICIT',
      ...issuerPlaces('https://csca.example', 'csca@csca.example'),
    },
    publicCrypto(),
  )

test('a chip costs as many signatures with a master list as with its one CSCA', async () => {
  const { image, signer } = await genuineChip()
  const others = await Promise.all(Array.from({ length: 40 }, (_, i) => foreignCsca(i % 2 ? 'VN' : 'LA')))
  const inspected = (trusted: readonly Uint8Array[]) => {
    let verified = 0
    const real = publicCrypto()
    const crypto: PublicCrypto = {
      ...real,
      verify: (...asked) => {
        verified++
        return real.verify(...asked)
      },
    }
    const { failures } = inspectChip(image, {
      trusted,
      revocationLists: [],
      requireCrl: false,
      at: lookedAt,
      crypto,
    })
    return { failures: failures.map(({ rule }) => rule), verified }
  }
  const alone = inspected([signer.csca])
  expect(alone.failures).toEqual([])
  expect(inspected([...others, signer.csca])).toEqual(alone)
  expect(inspected(others).failures).toEqual(['ISSUER_UNTRUSTED'])
})
