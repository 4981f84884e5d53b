import { describe, expect, test } from 'vitest'
import { ConfigRefused, readConfig } from './env.ts'

const complete = {
  SERVER_URL: 'https://may-chu.example/',
  STATION_DATA_DIR: '/var/lib/station',
  PRINTER_URL: 'ipp://127.0.0.1:8631/ipp/print',
  CENTRE: 'SX001',
}

describe("the station's settings", () => {
  test('are read once and cannot be changed', () => {
    const config = readConfig(complete)
    expect(config).toEqual({
      server: { url: 'https://may-chu.example' },
      station: {
        dataDirectory: '/var/lib/station',
        centre: 'SX001',
        inFlight: 2,
        pollMilliseconds: 2000,
        productionKeyFile: null,
      },
      printer: { url: 'ipp://127.0.0.1:8631/ipp/print', trayUrl: null },
      chip: { encoder: null, reader: null, card: 'lds-applet', transportKeyFile: null },
    })
    expect(Object.isFrozen(config.station)).toBe(true)
  })

  test('are refused with every fault named at once', () => {
    const read = () => readConfig({ ...complete, SERVER_URL: 'no', IN_FLIGHT: '0', CENTRE: undefined })
    expect(read).toThrow(ConfigRefused)
    expect(read).toThrow(/SERVER_URL[^]*IN_FLIGHT[^]*CENTRE/)
  })

  test('take no printer that does not speak IPP', () => {
    expect(() => readConfig({ ...complete, PRINTER_URL: 'http://127.0.0.1:631' })).toThrow(ConfigRefused)
  })
})
