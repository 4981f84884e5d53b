import { createHash } from 'node:crypto'
import { type Request, type Response, Router } from 'express'
import { fromPem } from '../../../core/cms/certificate.ts'
import type { App } from '../../kernel/app.ts'
import { NotFound } from '../../kernel/errors.ts'
import { cardProfiles, newestCsca } from './card-certificates.ts'
import { listedQrSigners } from './listed-qr-signers.ts'
import { newestMasterList } from './publish-master-list.ts'
import { newestRevocationList } from './publish-revocation-list.ts'

/** A list may have changed an hour later, a certificate never does. */
const listMaxAge = 3600
const certificateMaxAge = 86_400

interface Published {
  readonly der: Uint8Array
  readonly type: string
  readonly maxAge: number
}

/** What every inspection system needs of this country; it is named in the certificates themselves and holds no personal data. */
export function cardPkiRoutes(app: App): Router {
  const routes = Router()
  // RFC 5280 4.2.1.13, RFC 2585 4
  routes.get('/pki/crl.crl', async (request, response) => {
    const list = await newestRevocationList(app)
    send(request, response, list && { der: list.der, type: 'application/pkix-crl', maxAge: listMaxAge })
  })
  routes.get('/pki/csca.cer', async (request, response) => {
    const csca = await newestCsca(app)
    send(request, response, csca && { der: csca.der, type: 'application/pkix-cert', maxAge: listMaxAge })
  })
  routes.get('/pki/masterlist.ml', async (request, response) => {
    const list = await newestMasterList(app)
    send(request, response, list && { der: list.der, type: 'application/pkcs7-mime', maxAge: listMaxAge })
  })
  routes.get('/pki/certificates/:serial.cer', async (request, response) => {
    const { serial } = request.params
    // Serial numbers have 20 octets at most (RFC 5280, 4.1.2.2); the database refuses some other texts as no text at all.
    if (!/^(?:[0-9a-f]{2}){1,20}$/.test(serial)) throw new NotFound('certificate')
    const row = await app.db.certificate.findFirst({
      where: { serial, profile: { in: [...cardProfiles] } },
      select: { pem: true },
    })
    const der = row && fromPem('CERTIFICATE', row.pem)
    send(request, response, der && { der, type: 'application/pkix-cert', maxAge: certificateMaxAge })
  })
  routes.get('/pki/qr-signers', async (_request, response) => {
    response.set('cache-control', `public, max-age=${listMaxAge}`).json(await listedQrSigners(app))
  })
  return routes
}

function send(request: Request, response: Response, published: Published | null): void {
  if (!published) throw new NotFound('certificate')
  const { der, type, maxAge } = published
  const tag = `"${createHash('sha256').update(der).digest('base64url')}"`
  response.set('cache-control', `public, max-age=${maxAge}`).set('etag', tag)
  if (request.headers['if-none-match'] === tag) response.status(304).end()
  else response.type(type).send(Buffer.from(der))
}
