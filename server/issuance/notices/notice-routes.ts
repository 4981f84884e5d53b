import express, { Router } from 'express'
import type { App } from '../../kernel/app.ts'
import { receiveReceipt } from './receive-receipt.ts'

const longest = '4kb'

/** POST /notices/receipts: the gateway's word on what became of a message, under x-time and x-signature (docs/notices.md). */
export function noticeRoutes(app: App): Router {
  const routes = Router()
  routes.post(
    '/notices/receipts',
    express.text({ type: '*/*', limit: longest }),
    async (request, response) => {
      await receiveReceipt(app, {
        time: request.get('x-time') ?? '',
        signature: request.get('x-signature') ?? '',
        body: typeof request.body === 'string' ? request.body : '',
      })
      response.status(204).end()
    },
  )
  return routes
}
