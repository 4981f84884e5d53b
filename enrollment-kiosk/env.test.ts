import { describe, expect, test } from 'vitest'
import { IllegalConfiguration, readConfiguration } from './env.ts'

const least = { SERVER_URL: 'https://cccd.example/', CENTRE: 'HN001' }

describe('the configuration', () => {
  test('needs a server and a centre; the rest has a value, and nothing of it can be changed', () => {
    const config = readConfiguration(least)
    expect(config).toMatchObject({
      server: { url: 'https://cccd.example' },
      centre: 'HN001',
      apiPort: 4620,
      devices: { fingerprintPath: null, cameraPath: null },
    })
    expect(Object.isFrozen(config) && Object.isFrozen(config.outbox)).toBe(true)
  })

  test.each(['http://127.0.0.1:3000', 'http://localhost:3000', 'https://cccd.example'])('takes %s', (url) => {
    expect(readConfiguration({ ...least, SERVER_URL: url }).server.url).toBe(url)
  })

  test.each(['http://cccd.example', 'ftp://cccd.example', 'cccd.example', ''])('refuses %s', (url) => {
    expect(() => readConfiguration({ ...least, SERVER_URL: url })).toThrow(IllegalConfiguration)
  })

  test('serves other programs only where it is told to, and pages only of the origins that are named', () => {
    expect(readConfiguration(least).sbi).toBe(null)
    const asked = { ...least, KIOSK_SBI: 'on', SBI_ORIGINS: 'https://a.example, https://b.example' }
    expect(readConfiguration(asked).sbi).toMatchObject({
      environment: 'Developer',
      origins: ['https://a.example', 'https://b.example'],
      authCertificate: null,
    })
    expect(readConfiguration({ ...least, KIOSK_SBI: 'on' }).sbi?.origins).toEqual([])
  })

  test('tells every fault at once', () => {
    const broken = () => readConfiguration({ CENTRE: 'x', KIOSK_PORT: '-1', OUTBOX_RETRY_MS: 'soon' })
    expect(broken).toThrow(/SERVER_URL[\s\S]*KIOSK_PORT[\s\S]*CENTRE[\s\S]*OUTBOX_RETRY_MS/)
  })
})
