import { Router } from 'express'
import { statusListType } from '../../../core/cms/status-list-token.ts'
import { listEntries } from '../../../core/status-list/status-bits.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { SigningApp } from '../../pki/signer-at.ts'
import { listTtlSeconds, publishedStatusList } from './published-status-list.ts'
import { statusListAddress } from './status-list-address.ts'

/**
 * GET /card-status/lists: the addresses of all lists (IETF Token Status List, 9.1); GET /card-status/lists/{n}: one of them, signed
 * (8.1). Public: they hold no personal data, and who reads a list does not say which card they look at.
 */
export function statusListRoutes(app: SigningApp): Router {
  const routes = Router()
  routes.get('/card-status/lists', async (_request, response) => {
    const last = await app.db.card.findFirst({
      where: { statusIndex: { not: null } },
      orderBy: { statusIndex: 'desc' },
      select: { statusIndex: true },
    })
    const count = last?.statusIndex == null ? 0 : Math.floor(last.statusIndex / listEntries) + 1
    response
      .set('cache-control', `public, max-age=${listTtlSeconds}`)
      .json({ status_lists: Array.from({ length: count }, (_, list) => statusListAddress(app, list)) })
  })
  routes.get('/card-status/lists/:list', async (request, response) => {
    const { list } = request.params
    const published = /^\d{1,4}$/.test(list) ? await publishedStatusList(app, Number(list)) : null
    if (!published) throw new NotFound('status list')
    const tag = `"${list}-${published.number}"`
    response.set('cache-control', `public, max-age=${listTtlSeconds}`).set('etag', tag)
    // Pages of anybody may read it (8.1).
    response.set('access-control-allow-origin', '*').set('cross-origin-resource-policy', 'cross-origin')
    if (request.headers['if-none-match'] === tag) response.status(304).end()
    else response.type(statusListType).send(Buffer.from(published.token))
  })
  return routes
}
