// Drives a server with @grpc/grpc-js alone: streams waybills, asks for health and reflection, prints what it saw as JSON.
// Usage: node client.js HOST:PORT PROTOS WAYBILLS BATCH
'use strict';

const path = require('node:path');
const grpc = require('@grpc/grpc-js');
const protoLoader = require('@grpc/proto-loader');

const [address, protos, waybillsText, batchText] = process.argv.slice(2);
const waybills = Number(waybillsText);
const batchSize = Number(batchText);
const options = { keepCase: true, longs: String, enums: String, defaults: true, oneofs: true };
const credentials = grpc.credentials.createInsecure();
const deadline = () => ({ deadline: Date.now() + 120_000 });

const load = (folder, file) => grpc.loadPackageDefinition(protoLoader.loadSync(file, { ...options, includeDirs: [folder] }));
const ours = load(protos, 'privacywaybill/v1/waybill_masking_service.proto').privacywaybill.v1;
const numbers = load(protos, 'privacywaybill/v1/virtual_number_service.proto').privacywaybill.v1;
const standard = path.join(__dirname, 'protos');
const health = load(standard, 'health.proto').grpc.health.v1;
const reflection = load(standard, 'reflection.proto').grpc.reflection.v1alpha;

const unary = (client, method, request) => new Promise((resolve, reject) =>
  client[method](request, deadline(), (error, response) => (error ? reject(error) : resolve(response))));

const mobileOf = (n) => `136${String(n).padStart(8, '0')}`;

const waybill = (n) => ({
  object_id: `js-${n}`,
  waybill_no: `JS${String(n).padStart(10, '0')}`,
  sender: { name: '陈店', mobile: '13700000001' },
  recipient: { name: '欧阳建国', mobile: mobileOf(n), address: { text: '浙江省杭州市西湖区天目山路226号6幢2单元501室' } },
});

/** Sends all batches, heeding backpressure, and collects the answers. */
function stream(client) {
  return new Promise((resolve, reject) => {
    const call = client.MaskWaybills(deadline());
    const seen = { hellos: 0, helloFirst: false, batches: 0, ok: 0, outOfOrder: 0, unmasked: 0, numbers: new Set(), sample: null };
    call.on('data', (message) => {
      if (message.message === 'hello') {
        seen.hellos++;
        seen.helloFirst = seen.batches === 0;
        seen.maxBatchWaybills = message.hello.max_batch_waybills;
        return;
      }
      const batch = message.batch;
      if (batch.batch_id !== String(seen.batches + 1) || batch.batch_sequence !== batch.batch_id) seen.outOfOrder++;
      batch.results.forEach((result, i) => {
        const n = seen.batches * batchSize + i;
        if (result.object_id !== `js-${n}`) seen.outOfOrder++;
        if (result.status.code === 'ITEM_CODE_OK') seen.ok++;
        const recipient = result.recipient;
        if (!recipient || recipient.name !== '欧阳**' || recipient.mobile !== `136******${mobileOf(n).slice(-2)}`
          || recipient.address.text !== '浙江省杭州市西湖区天目山路226号6幢***') seen.unmasked++;
        if (recipient?.virtual_number) seen.numbers.add(recipient.virtual_number.display);
        if (n === waybills - 1) seen.sample = { display: recipient?.virtual_number?.display, mobile: mobileOf(n) };
      });
      seen.batches++;
    });
    call.on('error', reject);
    call.on('end', () => resolve({ ...seen, numbers: seen.numbers.size }));

    let next = 0;
    const write = () => {
      while (next < waybills) {
        const batch = [];
        for (const end = Math.min(next + batchSize, waybills); next < end; next++) batch.push(waybill(next));
        if (!call.write({ batch_id: Math.ceil(next / batchSize), waybills: batch })) {
          call.once('drain', write);
          return;
        }
      }
      call.end();
    };
    write();
  });
}

/** The names of all services, and the messages of one of them, as reflection tells them. */
function reflect(client) {
  return new Promise((resolve, reject) => {
    const call = client.ServerReflectionInfo(deadline());
    const seen = {};
    call.on('data', (message) => {
      if (message.message_response === 'list_services_response') {
        seen.services = message.list_services_response.service.map((s) => s.name).sort();
        call.write({ file_containing_symbol: 'privacywaybill.v1.WaybillMaskingService' });
      } else {
        seen.files = message.file_descriptor_response?.file_descriptor_proto.length ?? 0;
        seen.error = message.error_response?.error_message ?? null;
        call.end();
      }
    });
    call.on('error', reject);
    call.on('end', () => resolve(seen));
    call.write({ list_services: '*' });
  });
}

async function main() {
  const report = { stream: await stream(new ours.WaybillMaskingService(address, credentials)) };
  report.call = await unary(new numbers.VirtualNumberService(address, credentials), 'ResolveCall', { called_number: report.stream.sample.display });
  const healthClient = new health.Health(address, credentials);
  report.health = {};
  for (const service of ['', 'mask', 'issue', 'resolve', 'reveal']) report.health[service] = (await unary(healthClient, 'Check', { service })).status;
  report.reflection = await reflect(new reflection.ServerReflection(address, credentials));
  console.log(JSON.stringify(report));
  process.exit(0);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
