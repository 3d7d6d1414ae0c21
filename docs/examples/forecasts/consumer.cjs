// npm install kafkajs avsc; node consumer.cjs localhost:9092 http://localhost:8081 30
const { Kafka, logLevel } = require('kafkajs');
const avro = require('avsc');
const [broker, registry, threshold] = process.argv.slice(2);
const types = new Map(); // what records were written with, by its number

async function decoded(bytes) {
  const id = bytes.readInt32BE(1);
  if (!types.has(id)) {
    const answer = await (await fetch(`${registry}/schemas/ids/${id}`)).json();
    types.set(id, avro.Type.forSchema(JSON.parse(answer.schema)));
  }
  return types.get(id).fromBuffer(bytes.subarray(5));
}

// How likely the value is at or above the threshold, of one lead's quantiles.
function exceedance(levels, values, least) {
  const i = values.findIndex(value => value >= least);
  if (i < 1) return 1 - levels.at(i);
  return 1 - levels[i - 1] - (levels[i] - levels[i - 1]) * (least - values[i - 1]) / (values[i] - values[i - 1]);
}

async function run() {
  const consumer = new Kafka({ brokers: [broker], logLevel: logLevel.ERROR }).consumer({ groupId: 'my-forecasts' });
  await consumer.connect(); // it reads what is committed, unless readUncommitted says otherwise
  await consumer.subscribe({ topic: 'skycast.forecasts', fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => {
    const forecast = await decoded(message.value);
    const of = forecast.variables.find(variable => variable.name === 'air_temperature');
    if (!of) return;
    const values = of.values[of.leadMinutes.indexOf(60)];
    const median = values[of.quantileLevels.indexOf(0.5)];
    const chance = 100 * exceedance(of.quantileLevels, values, Number(threshold));
    const reference = new Date(forecast.referenceTime / 1000).toISOString(); // microseconds
    console.log(`${forecast.stationId} ${reference} +60 min ${median.toFixed(1)} ${of.units}, ${chance.toFixed(0)} %`);
  } });
}
run();
