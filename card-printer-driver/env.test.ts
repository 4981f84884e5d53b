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
      printer: {
        url: 'ipp://127.0.0.1:8631/ipp/print',
        trayUrl: null,
        caFile: null,
        ribbon: 'ymckok',
        levels: 32,
        station: 'CONTACT',
      },
      bureau: null,
      chip: { encoder: null, reader: null, card: 'lds-applet', transportKeyFile: null },
    })
    expect(Object.isFrozen(config.station)).toBe(true)
  })

  test('name the camera without the slash behind it: the number of a card follows one', () => {
    const { printer } = readConfig({ ...complete, TRAY_URL: 'http://camera:8080/tray/' })
    expect(printer.trayUrl).toBe('http://camera:8080/tray')
  })

  test('take an outside bureau as a folder, with its certificates', () => {
    const of = (more: object) => readConfig({ ...complete, PRINTER_URL: 'bureau:///srv/nha-in', ...more })
    expect(() => of({})).toThrow(/BUREAU_CERTIFICATES_FILE/)
    expect(of({ BUREAU_CERTIFICATES_FILE: '/etc/nha-in.pem', BUREAU_DAYS: '5' }).bureau).toEqual({
      folder: '/srv/nha-in',
      certificatesFile: '/etc/nha-in.pem',
      days: 5,
    })
  })

  test('are refused with every fault named at once', () => {
    const read = () => readConfig({ ...complete, SERVER_URL: 'no', IN_FLIGHT: '0', CENTRE: undefined })
    expect(read).toThrow(ConfigRefused)
    expect(read).toThrow(/SERVER_URL[^]*IN_FLIGHT[^]*CENTRE/)
  })

  test.each([
    'http://127.0.0.1:631',
    'evolis+tcp://',
    'evolis+tcp://may-in/x',
    'evolis+usb:///etc/passwd',
    'evolis+serial:///dev/ttyS0?baud=300',
    'bureau://may-chu/nha-in',
    'bureau:///',
  ])('take no printer at %s', (url) => {
    expect(() => readConfig({ ...complete, PRINTER_URL: url, TRAY_URL: 'http://camera/tray' })).toThrow(
      /PRINTER_URL/,
    )
  })

  test.each([
    'evolis+tcp://may-in:9100',
    'evolis+usb:///dev/usb/lp0',
    'evolis+serial:///dev/ttyS0?baud=115200',
  ])('take a printer at %s, with a camera above its hopper', (url) => {
    const of = (more: object) => readConfig({ ...complete, PRINTER_URL: url, ...more }).printer
    expect(() => of({})).toThrow(/TRAY_URL/)
    expect(
      of({ TRAY_URL: 'http://camera/tray', PRINTER_STATION: 'none', PRINTER_LEVELS: '128' }),
    ).toMatchObject({
      url,
      ribbon: 'ymckok',
      levels: 128,
      station: null,
    })
  })
})
