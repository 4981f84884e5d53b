import express, { Router } from 'express'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { DomainError } from '../../core/errors.ts'
import type { App } from '../kernel/app.ts'
import { StatusNotFound } from './application-status.ts'
import { lookUpStatus, type WithLookUps } from './look-up-status.ts'
import { pageHeaders } from './portal-routes.ts'
import { networkOf } from './sign-in/network-of.ts'

type Language = 'vi' | 'en'

/** What the build of the pages leaves for the server: server/portal-web/server-pages.tsx. */
interface ServerPages {
  answerPage(
    typed: { readonly code: string; readonly birthDate: string },
    language: Language,
    ask: (question: { readonly code: string; readonly birthDate: string }) => Promise<unknown>,
  ): Promise<{ readonly title: string; readonly language: Language; readonly body: string }>
}

const typedSchema = z.object({ code: z.string().max(60).catch(''), birthDate: z.string().max(30).catch('') })

/** POST /tra-cuu: the form of the page, sent by a browser that runs no programs; answered with a whole page. */
export function answerRoutes(app: App & WithLookUps, dist: string): Router {
  const routes = Router()
  let opened: ReturnType<typeof openPages> | null = null
  routes.post(
    '/tra-cuu',
    express.urlencoded({ extended: false, limit: '2kb' }),
    async (request, response) => {
      const { answerPage, before, after } = await (opened ??= openPages(dist))
      const typed = typedSchema.parse(request.body ?? {})
      const wanted = request.acceptsLanguages('vi', 'en') === 'en' ? 'en' : 'vi'
      const network = networkOf(request)
      const page = await answerPage(typed, wanted, (question) =>
        ask(app, { ...question, network, proof: null }),
      )
      response
        .set(pageHeaders)
        .set('cache-control', 'no-store')
        .type('html')
        .send(before.replace('<html lang="vi">', `<html lang="${page.language}">`) + page.body + after)
    },
  )
  // Whoever reloads the answer, or follows an old address.
  routes.get('/tra-cuu', (_request, response) => response.redirect(303, '/'))
  return routes
}

/** What is needed when the first form comes; most servers never see one. */
async function openPages(dist: string) {
  const template = await readFile(join(dist, 'index.html'), 'utf8')
  // Whoever runs programs gets them with the page itself; here they would begin anew and forget the answer.
  const still = template.replaceAll(/<script\b[^>]*><\/script>|<link rel="modulepreload"[^>]*>/g, '')
  const [before, after] = around(still)
  const pages = (await import(pathToFileURL(join(dist, '.server/server-pages.js')).href)) as ServerPages
  return { ...pages, before, after }
}

/** The page without its content. */
function around(html: string): readonly [string, string] {
  const start = html.indexOf('<div id="page">') + '<div id="page">'.length
  const end = html.lastIndexOf('</div>')
  return [html.slice(0, start), html.slice(end)]
}

/** As the field of GraphQL's answer, which the page reads in any case. */
async function ask(app: App & WithLookUps, asked: Parameters<typeof lookUpStatus>[1]): Promise<unknown> {
  try {
    return { __typename: 'ApplicationStatus', ...(await lookUpStatus(app, asked)) }
  } catch (error) {
    if (error instanceof StatusNotFound) return { __typename: 'StatusNotFound', text: error.text }
    if (error instanceof DomainError)
      return { __typename: 'DomainRefusal', code: error.code, text: error.text }
    throw error
  }
}
