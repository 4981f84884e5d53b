import express, { type RequestHandler, Router } from 'express'
import { z } from 'zod'
import { paymentNoticeSchema } from '../../../core/contracts/payment-notice.ts'
import { daysBetween, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { systemActor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import type { ActorOf } from '../../kernel/request-actor.ts'
import { feeReport, feeReportCsv } from './fee-report.ts'
import { importStatement } from './import-statement.ts'
import { isSigned, signatureHeader, timestampHeader } from './notice-signature.ts'
import { receiptPaper } from './receipt-paper.ts'
import { recordNotice } from './record-notice.ts'

/** What a webhook carries is a few hundred bytes. */
const noticeLimit = 16_384
const statementLimit = 8_000_000

/** Empty where another content type was sent: express leaves that unread. */
const bytes = z.instanceof(Buffer).refine((sent) => sent.length > 0)
const channel = z.enum(['BANK', 'CARRIER'])
const notice = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue({ code: 'custom', message: 'not JSON' })
      return z.NEVER
    }
  })
  .pipe(paymentNoticeSchema)
const day = z.string().transform((text) => parseCalendarDate(text))

/** A report covers a year and a day at most. */
export class ReportTooLong extends DomainError<'REPORT_TOO_LONG'> {
  constructor() {
    super('REPORT_TOO_LONG', {
      vi: 'Báo cáo lấy nhiều nhất một năm. Chọn ngày đầu và ngày cuối gần nhau hơn.',
      en: 'A report covers a year at most. Choose days that are closer together.',
    })
  }
}

/** Receipts and reports as files; notices of payments and the day's statement coming in. */
export function feeRoutes(app: App, actorOf: ActorOf): Router {
  const routes = Router()
  routes.get('/fees/receipts/:id.pdf', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'receipt.read')
    const { pdf } = await receiptPaper(app, actor, { id: request.params.id })
    response
      .type('application/pdf')
      .set('content-disposition', 'inline; filename="bien-lai.pdf"')
      .set('cache-control', 'private, no-store')
      .send(Buffer.from(pdf))
  })
  routes.get('/fees/report.csv', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'fee.report')
    const { from, until } = z.object({ from: day, until: day }).parse(request.query)
    if (daysBetween(from, until) > 366) throw new ReportTooLong()
    response
      .type('text/csv')
      .set('content-disposition', 'attachment; filename="bao-cao-le-phi.csv"')
      .set('cache-control', 'private, no-store')
      .send(feeReportCsv(await feeReport(app, actor, { from, until })))
  })
  routes.post(
    '/payments/notices',
    express.raw({ type: 'application/json', limit: noticeLimit }),
    noticeHandler(app),
  )
  const admit: RequestHandler = async (request, response, next) => {
    const actor = await actorOf(request)
    demand(actor, 'fee.reconcile')
    response.locals['actor'] = actor
    next()
  }
  const file = express.raw({ type: 'text/csv', limit: statementLimit })
  routes.post('/payments/statements', admit, file, async (request, response) => {
    const told = z.object({ channel, day }).parse(request.query)
    const statement = { ...told, bytes: bytes.parse(request.body) }
    response.json(await importStatement(app, response.locals['actor'], statement))
  })
  return routes
}

const unsigned = {
  code: 'NOTICE_NOT_SIGNED',
  vi: 'Thông báo không có chữ ký đúng, hoặc đã ký quá lâu.',
  en: 'The notice is not signed as agreed, or was signed too long ago.',
}

/** POST /payments/notices: answers 200 when the notice is kept for good, also when it was before; the bank sends it again until then. */
function noticeHandler(app: App): RequestHandler {
  return async (request, response) => {
    const body = bytes.parse(request.body)
    const signed = {
      timestamp: request.header(timestampHeader) ?? '',
      signature: request.header(signatureHeader) ?? '',
      body,
    }
    if (!isSigned(signed, app.env.fees.noticeSecrets, app.clock())) {
      response.status(401).json(unsigned)
      return
    }
    const told = { channel: 'BANK', notice: notice.parse(body.toString('utf8')), statementId: null } as const
    const outcome = await recordNotice(app, systemActor, told)
    response.json({ outcome })
  }
}
