// Unary calls and a stream with new waybills each time; see README.md.
import { check } from 'k6';
import exec from 'k6/execution';
import grpc from 'k6/net/grpc';

const service = 'privacywaybill.v1.WaybillMaskingService';
const server = __ENV.SERVER || '127.0.0.1:5260';
const metadata = __ENV.PW_API_KEY ? { authorization: `Bearer ${__ENV.PW_API_KEY}` } : {};
const single = JSON.parse(open('./waybill.json'));
const batch = JSON.parse(open('./batch.json'));

const client = new grpc.Client();
client.loadProtoset(__ENV.PROTOSET || '/tmp/pw-bodies/privacywaybill.protoset');

export const options = {
  scenarios: {
    unary: { executor: 'constant-vus', exec: 'unary', vus: 50, duration: '30s' },
    stream: { executor: 'constant-vus', exec: 'stream', vus: 4, duration: '30s', startTime: '35s' },
  },
  thresholds: { checks: ['rate==1'] },
};

export function setup() {
  return { run: Date.now().toString(36).toUpperCase() };
}

// A number of this run alone: 8 to 40 letters and digits.
function number(run, kind, i) {
  return `PW${run}${kind}${exec.scenario.iterationInTest}N${i}`;
}

function connect() {
  if (exec.vu.iterationInScenario === 0) client.connect(server, { plaintext: !__ENV.TLS });
}

export function unary({ run }) {
  connect();
  const waybill = { ...single.waybill, waybill_no: number(run, 'U', 0) };
  const response = client.invoke(`${service}/MaskWaybill`, { waybill }, { metadata });
  check(response, {
    'is OK': (r) => r.status === grpc.StatusOK,
    'waybill is masked and stored': (r) => r.message.result.status.code === 'ITEM_CODE_OK',
  });
}

// One stream an iteration, ten batches on it. The first answer is the hello.
export function stream({ run }) {
  connect();
  const batches = 10;
  const call = new grpc.Stream(client, `${service}/MaskWaybills`, { metadata });
  call.on('data', (answer) => {
    if (answer.batch) check(answer.batch, { 'batch is taken': (b) => b.code === 'BATCH_CODE_OK' && b.results.every((r) => r.status.code === 'ITEM_CODE_OK') });
  });
  call.on('error', (e) => check(e, { 'stream has no error': () => false }));
  for (let b = 0; b < batches; b++) {
    const waybills = batch.waybills.map((w, i) => ({ ...w, waybill_no: number(run, 'S', b * batch.waybills.length + i) }));
    call.write({ batch_id: b + 1, waybills });
  }
  call.end();
}
